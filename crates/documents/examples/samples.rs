//! Writes one PDF of every kind: `cargo run -p documents --example samples -- OUTDIR`.

#[path = "../samples/mod.rs"]
#[allow(missing_docs)]
mod samples;

use std::path::PathBuf;
use std::time::Instant;

use documents::{Document, Typesetter};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: samples OUTDIR")?);
    std::fs::create_dir_all(&folder)?;
    let typesetter = Typesetter::new();
    for (name, document) in samples::all() {
        let started = Instant::now();
        let pdf = typesetter.render(&document)?;
        eprintln!("{name}: {} bytes, {} ms", pdf.len(), started.elapsed().as_millis());
        std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    }
    let mut times: Vec<_> = (0..30)
        .map(|number| {
            let mut receipt = samples::receipt();
            receipt.applicant.name = format!("Người thứ {number}");
            let started = Instant::now();
            typesetter
                .render(&Document::Receipt(Box::new(receipt)))
                .map(|_| started.elapsed())
        })
        .collect::<Result<_, _>>()?;
    times.sort_unstable();
    eprintln!(
        "30 receipts with different names: median {} ms, longest {} ms",
        times[15].as_millis(),
        times[29].as_millis()
    );
    Ok(())
}
