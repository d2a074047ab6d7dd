//! Release builds embed `web/build`; a newly built web app must cause a new program.

fn main() {
    println!("cargo:rerun-if-changed=../../web/build");
    println!("cargo:rerun-if-changed=build.rs");
}
