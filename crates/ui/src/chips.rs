use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

/// More chips than this stand in columns, so that they can be taken in at a glance.
const MANY: usize = 6;

/// One choice of [`Chips`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChipOption {
    /// The element's id, unique in the page.
    pub id: AttrValue,
    /// The text on the chip.
    pub text: AttrValue,
}

/// What [`Chips`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChipsProps {
    /// The id of the element that says what is chosen here.
    pub labelled_by: AttrValue,
    /// The choices, in order.
    pub options: Vec<ChipOption>,
    /// The index of the chosen one.
    pub chosen: Option<usize>,
    /// Called with the new choice; `None` when the chosen chip was pressed again.
    pub on_choose: Callback<Option<usize>>,
}

/// A radio group whose options look like tokens: one tab stop, arrow keys move the choice, Enter on
/// the chosen one sends the form it is in.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let count = props.options.len();
    let group = use_node_ref();
    let on_key = {
        let on_choose = props.on_choose.clone();
        let group = group.clone();
        let chosen = props.chosen;
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                enter(&event, chosen, &on_choose);
                return;
            }
            let Some(target) = neighbour(&event.key(), chosen, count, is_rtl()) else {
                return;
            };
            event.prevent_default();
            on_choose.emit(Some(target));
            let chip = group
                .cast::<web_sys::Element>()
                .and_then(|group| group.children().item(u32::try_from(target).ok()?))
                .and_then(|chip| chip.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(chip) = chip {
                // A chip that cannot take the focus leaves it where it was.
                let _ = chip.focus();
            }
        })
    };
    html! {
        <div class={classes!("chips", (count > MANY).then_some("many"))} role="radiogroup" aria-labelledby={props.labelled_by.clone()}
            ref={group} onkeydown={on_key}>
            { for props.options.iter().enumerate().map(|(index, option)| {
                let checked = props.chosen == Some(index);
                let stop = props.chosen.unwrap_or(0) == index;
                let on_choose = props.on_choose.clone();
                let on_click = Callback::from(move |_: MouseEvent| {
                    on_choose.emit((!checked).then_some(index));
                });
                html! {
                    <button type="button" class="chip" role="radio" id={option.id.clone()}
                        key={option.id.as_str()}
                        aria-checked={if checked { "true" } else { "false" }}
                        tabindex={if stop { "0" } else { "-1" }} onclick={on_click}>
                        { &option.text }
                    </button>
                }
            }) }
        </div>
    }
}

/// Enter chooses the chip it is pressed on; on the chosen one it goes on, as in a text field.
fn enter(event: &KeyboardEvent, chosen: Option<usize>, on_choose: &Callback<Option<usize>>) {
    let Some(chip) = event.target_dyn_into::<web_sys::Element>() else {
        return;
    };
    let mut index = 0;
    let mut before = chip.previous_element_sibling();
    while let Some(sibling) = before {
        index += 1;
        before = sibling.previous_element_sibling();
    }
    if chosen != Some(index) {
        on_choose.emit(Some(index));
    } else if let Ok(Some(form)) = chip.closest("form")
        && let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>()
    {
        // A form that refuses to go on says so itself.
        let _ = form.request_submit();
    }
}

fn is_rtl() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("dir"))
        .is_some_and(|direction| direction == "rtl")
}

/// The index an arrow key moves the choice to, around the ends.
fn neighbour(key: &str, chosen: Option<usize>, count: usize, rtl: bool) -> Option<usize> {
    let forward = match key {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "ArrowRight" => !rtl,
        "ArrowLeft" => rtl,
        "Home" => return (count > 0).then_some(0),
        "End" => return count.checked_sub(1),
        _ => return None,
    };
    // Nothing chosen: the focus is on the first chip, so the arrows move away from there.
    let from = chosen.unwrap_or(0);
    let step = if forward { 1 } else { count.checked_sub(1)? };
    (count > 0).then(|| (from + step) % count)
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_move_the_choice_around_the_ends() {
        assert_eq!(neighbour("ArrowDown", Some(3), 4, false), Some(0));
        assert_eq!(neighbour("ArrowUp", Some(0), 4, false), Some(3));
        assert_eq!(neighbour("End", None, 4, false), Some(3));
    }

    #[test]
    fn sideways_arrows_follow_the_reading_direction() {
        assert_eq!(neighbour("ArrowRight", Some(1), 4, false), Some(2));
        assert_eq!(neighbour("ArrowRight", Some(1), 4, true), Some(0));
        assert_eq!(neighbour("ArrowLeft", Some(1), 4, true), Some(2));
    }

    #[test]
    fn other_keys_and_empty_groups_move_nothing() {
        assert_eq!(neighbour("a", Some(1), 4, false), None);
        assert_eq!(neighbour("ArrowDown", None, 0, false), None);
        assert_eq!(neighbour("ArrowUp", None, 0, false), None);
        assert_eq!(neighbour("Home", None, 0, false), None);
    }
}
