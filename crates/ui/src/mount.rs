//! Where a page's component is shown.

use yew::BaseComponent;

/// Shows a component in the page's element `#app`.
pub fn mount<C: BaseComponent>(props: C::Properties) {
    let app = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(app) = app {
        yew::Renderer::<C>::with_root_and_props(app, props).render();
    }
}
