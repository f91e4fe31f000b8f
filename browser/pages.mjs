// The pages that are pictured, in the order of the gallery. `as` says who looks: nobody, or the first of the demonstration's
// people that fits. `{organisation}` and `{customer}` in a path are theirs. `act` does something before the picture is taken.
//
//   { name: "orders", path: "/d/{organisation}/orders", as: { side: "staff", role: "operations" } }
//   { name: "new-order", path: "/p/{organisation}/{customer}/orders/new", as: { side: "portal" }, act: async (page) => { … } }

const boss = { side: "staff", role: "SUPER_ADMIN" };

export const pages = [
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-sent", path: "/sign-in/sent" },
  { name: "demo-mail", path: "/demo/mail" },
  { name: "where-you-work", path: "/", as: { side: "portal", email: "marit@de-korenaar.example" } },
  { name: "profile", path: "/me", as: { side: "portal", email: "marit@de-korenaar.example" } },
  { name: "users", path: "/d/{organisation}/settings/users", as: boss },
  { name: "user-new", path: "/d/{organisation}/settings/users/new", as: boss },
];
