//! An authenticator in software, as far as the tests need one: ES256, no attestation, one passkey.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// A device with one passkey. Its fields can be bent, to see that what does not fit is refused.
pub struct Authenticator {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    user: String,
    pub origin: String,
    /// Whether its owner was recognised.
    pub verified: bool,
    pub counter: u32,
}

impl Authenticator {
    /// Makes a passkey as a question asks, for the site at this address, and gives its answer.
    pub fn create(origin: &str, question: &str) -> (Self, String) {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
        let options = options(question);
        let made = Self {
            id: Sha256::digest(key.public_key().as_ref()).to_vec(),
            key,
            user: options["user"]["id"].as_str().unwrap().to_owned(),
            origin: origin.to_owned(),
            verified: true,
            counter: 1,
        };
        let mut data = made.data(options["rp"]["id"].as_str().unwrap(), ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(made.id.len()).unwrap().to_be_bytes());
        data.extend(&made.id);
        data.extend(made.public_key());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(&data);
        let response = json!({
            "attestationObject": encoded(&object),
            "clientDataJSON": encoded(&made.client_data("webauthn.create", &options)),
            "transports": ["internal"],
        });
        let answer = made.credential(&response);
        (made, answer)
    }

    /// Answers a question.
    pub fn answer(&mut self, question: &str) -> String {
        let options = options(question);
        self.counter += 1;
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [data.as_slice(), Sha256::digest(&client_data).as_slice()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.credential(&json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(&client_data),
            "signature": encoded(signature.as_ref()),
            "userHandle": self.user,
        }))
    }

    fn credential(&self, response: &Value) -> String {
        let id = encoded(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        })
        .to_string()
    }

    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verified { VERIFIED } else { 0 };
        let mut data = Sha256::digest(site.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data =
            json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    /// COSE: {kty: EC2, alg: ES256, crv: P-256, x, y}.
    fn public_key(&self) -> Vec<u8> {
        let point = &self.key.public_key().as_ref()[1..];
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), &point[..32], b"\x22\x58\x20", &point[32..]].concat()
    }
}

fn options(question: &str) -> Value {
    serde_json::from_str::<Value>(question).unwrap()["publicKey"].clone()
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
