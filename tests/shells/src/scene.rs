//! The evening, and what it must end with.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Places;
use crate::cast::{Failure, Hub, Result, Shell, Terminal};

const HOIST: &str = "With a hoist and two carers";
const BOARD: &str = "With a slide board";

struct Scene<'a> {
    places: &'a Places,
    olu: Terminal,
    ben: Shell,
    amina: Shell,
}

/// Plays it; the failure says what was not as it must be.
pub fn play(places: &Places) -> Result<()> {
    let folder = &places.folder;
    let made = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(made)?;
    }
    fs::create_dir_all(folder).map_err(made)?;
    fs::write(folder.join("pin"), "2468\n").map_err(made)?;
    let olu = Terminal {
        command: places.command.clone(),
        folder: folder.clone(),
        device: "olu".to_owned(),
    };
    let ben = Shell::start("Kotlin", &places.kotlin)?;
    let amina = Shell::start("Swift", &places.swift)?;
    let mut scene = Scene { places, olu, ben, amina };

    let hub = scene.begin()?;
    scene.plan()?;
    let socket = hub.socket();
    println!("the network is cut");
    drop(hub);
    scene.write_offline()?;
    println!("the network is back");
    let _hub = Hub::up(&places.command, folder, &socket)?;
    scene.meet()?;
    scene.compare("in dispute", "disputed")?;
    scene.ben.expect(&["settle", HOIST, "Ben assessed her today"], &[])?;
    scene.meet()?;
    scene.compare("settled", "agreed")
}

impl Scene<'_> {
    fn path(&self, name: &str) -> String {
        self.places.folder.join(name).to_string_lossy().into_owned()
    }

    /// The organisation begins, and the others join it.
    fn begin(&mut self) -> Result<Hub> {
        let olu = &self.olu;
        olu.types(&["device", "new", "--label", "Olu's laptop", "--name", "Olu Adeyemi"])?;
        let new = ["organisation", "create", "--name", "Harbour Care", "--owner", "Olu Adeyemi"];
        let files = ["--sheet", "recovery.txt", "--public", "harbour.root"];
        olu.types(&[&new[..], &files].concat())?;
        olu.types(&["hub", "init", "--data", "hub", "--public", "hub.public"])?;
        let hub = Hub::up(&self.places.command, &self.places.folder, "127.0.0.1:0")?;
        let named = ["organisation", "hub", "--sheet", "recovery.txt", "--hub", "hub.public"];
        olu.types(&[&named[..], &["--address", &hub.address]].concat())?;

        let (ben, amina) = (self.path("ben"), self.path("amina"));
        self.ben.expect(&["create", &ben, "Ben's phone"], &[])?;
        self.amina.expect(&["create", &amina, "Amina's phone"], &[])?;
        let joining = [
            (&mut self.ben, "Ben Carter", ben, "manager"),
            (&mut self.amina, "Amina Yusuf", amina, "carer"),
        ];
        for (shell, name, path, role) in joining {
            let (request, welcome) = (format!("{path}.request"), format!("{path}.welcome"));
            shell.expect(&["request", name, &request], &[])?;
            let enrol = ["device", "enrol", &request, "--role", role, "--name", name];
            self.olu.types(&[&enrol[..], &["--welcome", &welcome]].concat())?;
            shell.expect(&["join", &welcome], &[])?;
        }
        self.meet()?;
        Ok(hub)
    }

    /// Olu brings Doreen in and plans Amina's visit.
    fn plan(&mut self) -> Result<()> {
        let referral = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../cli/demo/referrals/doreen-pike.json")
            .to_string_lossy()
            .into_owned();
        self.olu.types(&["person", "import", &referral])?;
        self.olu.types(&["person", "edit", "Doreen", "transfers", "how=With a frame"])?;
        let plan = ["visit", "plan", "Doreen", "--in-minutes", "1", "--carer", "Amina Yusuf"];
        let task = ["--task", "personal care: wash and dress for bed"];
        self.olu.types(&[&plan[..], &task].concat())?;
        self.meet()
    }

    /// Nobody can reach anybody; everybody writes.
    fn write_offline(&mut self) -> Result<()> {
        self.amina.expect(&["acknowledge"], &[])?;
        self.amina.expect(&["arrive"], &[])?;
        self.amina.expect(&["dose", "Paracetamol 500 mg"], &[])?;
        self.amina.expect(&["observe", "200 ml"], &[])?;
        self.amina
            .expect(&["note", "Ate half her supper. Welsh cakes: \u{201c}da iawn\u{201d}."], &[])?;
        self.ben.expect(&["edit", HOIST], &["changed"])?;
        let edit = format!("how={BOARD}");
        self.olu.types(&["person", "edit", "Doreen", "transfers", &edit])?;
        self.olu.types(&["visit", "note", "Doreen", "Her daughter rang: all well."])?;
        self.ben.expect(&["sync"], &["! unreachable"])?;
        self.amina.expect(&["sync"], &["! unreachable"])?;
        self.olu.types_in_vain(&["sync"])
    }

    /// Everybody syncs, until everybody has what everybody wrote.
    fn meet(&mut self) -> Result<()> {
        for _ in 0..2 {
            self.olu.types(&["sync"])?;
            self.ben.expect(&["sync"], &["insync"])?;
            self.amina.expect(&["sync"], &["insync"])?;
        }
        Ok(())
    }

    /// The same screens everywhere, in which the transfers are as they must be, and all of it safe.
    fn compare(&mut self, when: &str, transfers: &str) -> Result<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let now = now.to_string();
        let mut shared: Vec<(&str, Vec<String>)> = Vec::new();
        for name in ["olu", "ben", "amina"] {
            let path = self.path(name);
            let whole = self.ben.tell(&["screens", &path, &now, "whole"])?;
            let swift = self.amina.tell(&["screens", &path, &now, "whole"])?;
            same(&format!("{name}'s screens, {when}, in Kotlin and in Swift"), &whole, &swift)?;
            must_say(name, &whole, "safety.safe = atthehub")?;
            receipt(name, &whole)?;
            let of_all = self.amina.tell(&["screens", &path, &now, "shared"])?;
            must_say(name, &of_all, &format!("agreement = {transfers}"))?;
            shared.push((name, of_all));
        }
        let (first, of_first) = &shared[0];
        for (other, of_other) in &shared[1..] {
            same(&format!("{first}'s and {other}'s screens, {when}"), of_first, of_other)?;
        }
        println!(
            "{when}: {} lines are the same on three devices, and every line of each device in both languages",
            of_first.len()
        );
        Ok(())
    }
}

/// Byte for byte; the failure shows the first line that differs.
fn same(what: &str, one: &[String], other: &[String]) -> Result<()> {
    if one.is_empty() {
        return Err(Failure::new(format!("{what}: there is nothing to compare")));
    }
    let lines = one.len().max(other.len());
    let nothing = "(no line)".to_owned();
    let line = |of: &[String], at: usize| of.get(at).unwrap_or(&nothing).clone();
    match (0..lines).find(|at| line(one, *at) != line(other, *at)) {
        None => Ok(()),
        Some(at) => Err(Failure::new(format!(
            "{what}: line {at} differs\n  {}\n  {}",
            line(one, at),
            line(other, at)
        ))),
    }
}

fn must_say(name: &str, lines: &[String], end: &str) -> Result<()> {
    if lines.iter().any(|line| line.ends_with(end)) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{name}'s screens: expected a line that ends with {end:?}, found none"
    )))
}

/// The hub's signed word for every entry that the device wrote.
fn receipt(name: &str, lines: &[String]) -> Result<()> {
    let of = |field: &str| {
        let start = format!("safety.{field} = ");
        lines.iter().find_map(|line| line.strip_prefix(&start)?.parse::<u64>().ok())
    };
    match (of("receipt.entries"), of("written")) {
        (Some(receipt), Some(written)) if receipt == written && written > 0 => {
            println!("{name}: a receipt for all {written} entries");
            Ok(())
        }
        found => Err(Failure::new(format!(
            "{name}: expected a receipt for every entry it wrote, found {found:?}"
        ))),
    }
}
