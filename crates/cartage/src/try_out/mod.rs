//! Try-out: what would happen to an order of this customer, for this service, at this time (rule 2.4).
