//! The notes beside the page: Chromium's side panel, Firefox's sidebar.

use baton_e2e::Kind;
use baton_e2e::wait;

/// Whether the notes stand beside the page. Each browser is asked in its own way.
const IS_BESIDE: [&str; 2] = [
    "const panels = await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
     return panels.some(({ documentUrl }) => documentUrl.endsWith('/notes.html'))",
    "return await browser.sidebarAction.isOpen({})",
];

baton_e2e::in_both_browsers! { Baton:
    async fn the_notes_open_beside_the_page_when_asked_and_not_before(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_popup().await?;
        let ask = IS_BESIDE[usize::from(browser.kind() == Kind::Firefox)];
        assert_eq!(browser.script_async(ask, &[]).await?, false);
        browser.click("#beside").await?;
        wait::until_true("the notes beside the page", async || {
            Ok(browser.script_async(ask, &[]).await? == true)
        })
        .await?;
        browser.close_popup(from).await
    }
}
