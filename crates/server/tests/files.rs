//! Photographs over a bad network, and everything that is no photograph.

#![allow(clippy::unwrap_used)]

use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

mod common;

use common::{Answer, Client, TestServer};

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn jpeg(size: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.extend((0..size).map(|at| (at % 251) as u8));
    bytes.extend(b"\xff\xd9");
    bytes
}

fn announce(client: &Client, bytes: &[u8], kind: &str, hash: &str) -> Answer {
    announce_with(client, bytes, kind, hash, b"")
}

fn announce_with(client: &Client, bytes: &[u8], kind: &str, hash: &str, first: &[u8]) -> Answer {
    let length = bytes.len().to_string();
    client.send(
        "POST",
        "/api/files",
        &[
            ("upload-length", &length),
            ("tanthon-hash", hash),
            ("content-type", kind),
        ],
        Some(first.to_vec()),
    )
}

fn piece(client: &Client, hash: &str, offset: usize, bytes: &[u8]) -> Answer {
    let offset = offset.to_string();
    client.send(
        "PATCH",
        &format!("/api/files/{hash}"),
        &[
            ("upload-offset", &offset),
            ("content-type", "application/offset+octet-stream"),
        ],
        Some(bytes.to_vec()),
    )
}

#[test]
fn a_photo_arrives_in_pieces() {
    let server = TestServer::start();
    let center = server.client("center");
    let photo = jpeg(300_000);
    let name = hash(&photo);
    assert_eq!(announce(&center, &photo, "image/jpeg", &name).status, 201);
    assert_eq!(
        piece(&center, &name, 0, &photo[..100_000]).headers["upload-offset"],
        "100000"
    );
    // The answer was lost: the device asks, and goes on from there.
    let wrong = piece(&center, &name, 0, &photo[..100_000]);
    assert_eq!((wrong.status, wrong.code().as_str()), (409, "offset_mismatch"));
    assert_eq!(wrong.json()["params"]["offset"], 100_000);
    let head = center.send("HEAD", &format!("/api/files/{name}"), &[], None);
    assert_eq!(
        (
            head.headers["upload-offset"].as_str(),
            head.headers["upload-length"].as_str()
        ),
        ("100000", "300006")
    );
    assert_eq!(center.get(&format!("/api/files/{name}")).code(), "file_incomplete");
    assert_eq!(piece(&center, &name, 100_000, &photo[100_000..]).status, 204);
    assert_eq!(
        announce(&center, &photo, "image/jpeg", &name).status,
        200,
        "all of it is there"
    );
    let got = center.get(&format!("/api/files/{name}"));
    assert_eq!(got.headers["content-type"], "image/jpeg");
    assert_eq!(got.body, photo);
    assert_eq!(
        server.client("social").get(&format!("/api/files/{name}")).code(),
        "not_found",
        "no dossier names it yet"
    );
}

#[test]
fn a_small_photo_arrives_with_its_announcement() {
    let server = TestServer::start();
    let center = server.client("center");
    let photo = jpeg(5_000);
    let name = hash(&photo);
    let begun = announce_with(&center, &photo, "image/jpeg", &name, &photo[..2_000]);
    assert_eq!((begun.status, begun.headers["upload-offset"].as_str()), (201, "2000"));
    assert_eq!(piece(&center, &name, 2_000, &photo[2_000..]).status, 204);
    let small = jpeg(1_000);
    let name = hash(&small);
    let whole = announce_with(&center, &small, "image/jpeg", &name, &small);
    assert_eq!((whole.status, whole.headers["upload-offset"].as_str()), (200, "1006"));
    assert_eq!(center.get(&format!("/api/files/{name}")).body, small);
}

#[test]
fn a_file_opens_to_those_who_see_its_dossier() {
    let server = TestServer::start();
    let center = server.client("center");
    let photo = jpeg(2_000);
    let name = hash(&photo);
    announce(&center, &photo, "image/jpeg", &name);
    assert_eq!(piece(&center, &name, 0, &photo).status, 204);
    let mut reception = center.reception(Uuid::now_v7(), Uuid::now_v7(), "T24637-261120-GGGGGG", "v01");
    reception["body"]["step"]["intake"]["papers"][0]["files"] =
        json!([{ "hash": name, "mime": "image/jpeg", "size": photo.len() }]);
    assert_eq!(common::outcomes(&center.push(&[reception])), ["applied"]);
    assert_eq!(server.client("social").get(&format!("/api/files/{name}")).status, 200);
    for user in ["police", "village_head", "front", "admin"] {
        assert_eq!(
            server.client(user).get(&format!("/api/files/{name}")).code(),
            "not_found",
            "{user}"
        );
    }
    assert_eq!(
        server.stranger().get(&format!("/api/files/{name}")).code(),
        "not_signed_in"
    );
}

#[test]
fn what_is_no_photo_is_told_so() {
    let server = TestServer::start();
    let center = server.client("center");
    let photo = jpeg(2_000);
    let wrong_hash = hash(b"another");
    announce(&center, &photo, "image/jpeg", &wrong_hash);
    assert_eq!(piece(&center, &wrong_hash, 0, &photo).code(), "hash_mismatch");

    let large = announce_length(&center, 30_000_000);
    assert_eq!((large.status, large.code().as_str()), (413, "file_too_large"));
    assert_eq!(announce_length(&center, 0).code(), "file_empty");
    assert_eq!(announce(&center, &photo, "image/heic", &hash(b"h")).code(), "file_heic");
    assert_eq!(
        announce(&center, &photo, "text/html", &hash(b"t")).code(),
        "not_an_image"
    );

    let cases: [(&[u8], &str); 4] = [
        (
            b"\0\0\0\x18ftypheic\0\0\0\0 and the rest of it, long enough to be looked at as a picture",
            "file_heic",
        ),
        (
            b"<!doctype html><script>alert(1)</script> and so on and so on, sixty-four bytes and more",
            "not_an_image",
        ),
        (
            b"\xff\xd8\xff\xe0 a photo that was cut off while it was taken, without its end, as it happens",
            "file_broken",
        ),
        (
            b"\x89PNG\r\n\x1a\n a drawing that was cut off while it was saved, without its end, as it is",
            "file_broken",
        ),
    ];
    for (bytes, code) in cases {
        let name = hash(bytes);
        assert_eq!(announce(&center, bytes, "image/jpeg", &name).status, 201);
        let answer = piece(&center, &name, 0, bytes);
        assert_eq!((answer.status, answer.code().as_str()), (422, code));
        let at_once = announce_with(&center, bytes, "image/jpeg", &name, bytes);
        assert_eq!((at_once.status, at_once.code().as_str()), (422, code));
    }
    assert_eq!(
        server
            .client("communications")
            .send("POST", "/api/files", &[], Some(Vec::new()))
            .code(),
        "forbidden"
    );
    assert_eq!(piece(&center, "../../etc/passwd", 0, b"x").status, 404);
}

fn announce_length(client: &Client, length: u64) -> Answer {
    let (length, hash) = (length.to_string(), hash(length.to_string().as_bytes()));
    client.send(
        "POST",
        "/api/files",
        &[
            ("upload-length", &length),
            ("tanthon-hash", &hash),
            ("content-type", "image/jpeg"),
        ],
        Some(Vec::new()),
    )
}
