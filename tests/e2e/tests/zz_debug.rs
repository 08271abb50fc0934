use baton_e2e::{Altered, Outcome, Scene, Trouble};
async fn dbg(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto("https://chat.acme.example/channel").await?;
    let tab = browser.tab_id("https://chat.acme.example/channel").await?;
    let from = browser
        .open_extension_page(&format!("links.html#tab={tab}"))
        .await?;
    browser.see("#site").await?;
    browser.click("#allow-marks").await?;
    browser.see("#forget-marks").await?;
    browser
        .screenshot(std::path::Path::new("/tmp/dbg/links-tab.png"))
        .await?;
    browser.close_tab(from).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    browser.click("#storm").await?;
    for _ in 0..6 {
        tokio::time::sleep(std::time::Duration::from_millis(1000)).await;
        println!("DBG {}", browser.script("return JSON.stringify([document.hidden, document.body.dataset.w, document.querySelectorAll('a + span').length, document.querySelectorAll('p').length])", &[]).await?);
    }
    Ok(())
}
baton_e2e::in_both_altered! { debug: |copy: Altered| -> Result<Altered, Trouble> { copy.allowed_everywhere()?.replace("marks.js", "  async function work() {", "  async function work() { document.body.dataset.w = (document.body.dataset.w ?? '') + ' w' + pieces.length;")?.replace("marks.js", "  function whole() {", "  function whole() { document.body.dataset.w += ' whole';")?.replace("marks.js", "    const batch = asked.splice(0, BATCH);", "    const batch = asked.splice(0, BATCH); document.body.dataset.w += ' b' + batch.length;")?.replace("marks.js", "    if (!runtime.id) return stop();", "document.body.dataset.w += ' r' + JSON.stringify(reply).slice(0, 80); if (!runtime.id) return stop();") }, dbg; }
