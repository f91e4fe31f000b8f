//! What a line of the URL map is, and how one is added.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};

use crate::app::App;
use crate::viewer::Who;

/// A line of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// With `{names}` for what varies.
    pub path: &'static str,
    /// Whom it is for.
    pub who: Who,
}

/// The map while it is drawn: the router, and the list of what is in it.
#[derive(Default)]
pub struct Map {
    pub(super) router: Router<App>,
    /// Every route.
    pub routes: Vec<Route>,
}

impl Map {
    fn add(mut self, method: Method, path: &'static str, who: Who, route: MethodRouter<App>) -> Map {
        self.router = self.router.route(path, route.layer(Extension(who)));
        self.routes.push(Route { method, path, who });
        self
    }

    pub(super) fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::GET, path, who, get(handler))
    }

    /// A form with a file: its handler says how much of it is read.
    pub(super) fn post_file<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::POST, path, who, post(handler).layer(DefaultBodyLimit::disable()))
    }

    pub(super) fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::POST, path, who, post(handler))
    }
}
