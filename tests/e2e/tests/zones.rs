//! The browsers' own time-zone tables, which Baton reckons by, against the table of changes that
//! the reckoning was tested with.

use baton_e2e::places;
use serde_json::{Value, json};

/// When the table of changes was made, from the tables of 2026f.
const TABLE_MADE: &str = "2026-11-01";

/// Asks `Temporal` exactly as `webext/src/zones.rs` does, a millisecond before and at each change.
const COMPARE: &str = "
  const seen = (zone, millis) =>
    Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
  const parted = new Map();
  const unknown = [];
  let asked = 0;
  let [last, offset] = ['', 0];
  for (const line of args[0].trim().split('\\n').slice(1)) {
    const [zone, seconds, after] = line.split('\\t');
    const at = Number(seconds) * 1000;
    try {
      const known = zone === last ? seen(zone, at - 1) === offset : true;
      asked += 1;
      if (!known || seen(zone, at) !== Number(after)) {
        if (!parted.has(zone)) parted.set(zone, at);
      }
    } catch {
      if (!unknown.includes(zone)) unknown.push(zone);
    }
    [last, offset] = [zone, Number(after)];
  }
  return { asked, unknown, parted: [...parted].map(([zone, at]) => [zone, new Date(at).toISOString()]) };";

baton_e2e::in_both_browsers! { Baton:
    async fn the_browsers_clocks_change_when_the_tested_ones_do(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let table = places::workspace().join("tests/fixtures/worktime/changes-2020-2037.tsv");
        let table = std::fs::read_to_string(&table)
            .map_err(|error| baton_e2e::Trouble::file(table, error))?;
        let found = browser
            .in_own_page("popup.html", async |page| page.script_async(COMPARE, &[json!(table)]).await)
            .await?;
        assert!(found["asked"].as_u64() > Some(7000), "{}", found["asked"]);
        // A name of the table's makers for clocks that were never set, which is no place.
        assert_eq!(found["unknown"], json!(["Factory"]));
        // A browser may know of later decisions than the table; what was is what it was.
        let parted = found["parted"].as_array().cloned().unwrap_or_default();
        println!("zones that part: {parted:?}");
        let before = |one: &&Value| one[1].as_str() < Some(TABLE_MADE);
        let early: Vec<&Value> = parted.iter().filter(before).collect();
        assert!(early.is_empty(), "{early:?}");
        Ok(())
    }
}
