use super::earlier::earlier;
use baton_editor::host;
use baton_editor::session::{Event, Session};
use baton_editor::view::{Ui, title};
use baton_gate::{Rule, Verdict};
use baton_ui::{button, text};
use yew::prelude::*;

/// The verdict: one sentence, the rule below it, and what would change it.
pub(super) fn verdict(ui: &Ui, session: &Session) -> Html {
    let host = host();
    let verdict = session.verdict(host);
    let change = verdict.change_key_for(&session.answers, session.now(host));
    html! {
        <div class="asking">
            <section class="verdict" id="verdict" data-rule={rule_name(verdict.rule)}
                aria-labelledby="title">
                { title(sentence(&verdict)) }
                <p id="rule">{ rule_line(&verdict) }</p>
                if let Some(change) = change {
                    <p class="soft" id="change">{ text(change) }</p>
                }
            </section>
            { earlier(ui, session, None) }
            <div class="steps">
                { button("back", "prompt_back", ui.press(|| Event::Back)) }
            </div>
        </div>
    }
}

/// The verdict's one sentence.
pub(super) fn sentence(verdict: &Verdict) -> String {
    verdict.sentence(host().words)
}

fn rule_line(verdict: &Verdict) -> String {
    format!("{}: {}", rule_name(verdict.rule), text(verdict.rule_key()))
}

const fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::R1 => "R1",
        Rule::R2 => "R2",
        Rule::R3 => "R3",
        Rule::R4 => "R4",
        Rule::R5 => "R5",
        Rule::R6 => "R6",
        Rule::R7 => "R7",
        Rule::R8 => "R8",
        Rule::R9 => "R9",
        Rule::R10 => "R10",
    }
}
