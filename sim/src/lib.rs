//! A commune in small: officers with devices and outboxes, a network that cuts, repeats and delays, a server that dies
//! and comes back. The seed decides everything, so a failure can be looked at again.
//!
//! The server is the real store on SQLite; devices judge and fold with the same code as the browser.

pub mod check;
pub mod device;
pub mod entries;
pub mod network;
pub mod random;
pub mod work;
pub mod world;

pub use check::Summary;
pub use world::World;

/// Plays one seed: so many actions, then everything is delivered and checked.
///
/// # Errors
/// What was lost, doubled or different, with the seed.
pub async fn play(seed: u64, actions: usize) -> anyhow::Result<Summary> {
    let run = async {
        let mut world = World::new(seed).await?;
        for _ in 0..actions {
            world.act().await?;
        }
        world.drain().await?;
        check::everything(&mut world).await
    };
    run.await
        .map_err(|error: anyhow::Error| error.context(format!("seed {seed}, {actions} actions")))
}
