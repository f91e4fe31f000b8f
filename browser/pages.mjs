// The pages that are pictured, in the order of the gallery. `as` says who looks: nobody, or the first of the demonstration's
// people that fits. `{organisation}` and `{customer}` in a path are theirs. `act` does something before the picture is taken.
//
//   { name: "orders", path: "/d/{organisation}/orders", as: { side: "staff", role: "operations" } }
//   { name: "new-order", path: "/p/{organisation}/{customer}/orders/new", as: { side: "portal" }, act: async (page) => { … } }

export const pages = [{ name: "sign-in", path: "/sign-in" }];
