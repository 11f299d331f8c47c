/* Run with `node --test`: the codec against the vectors, and what the network server's user gets to see. */
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { decodeFrame, decodeUplink } = require("./codec.js");

const vectors = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "Vectors", "frames.json"), "utf8")).frames;
const bytesOf = (hex) => [...Buffer.from(hex, "hex")];
const named = (name) => bytesOf(vectors.find((vector) => vector.name === name).frame);
const uplink = (name, variables) => decodeUplink({ bytes: named(name), fPort: 66, variables });

for (const vector of vectors) {
  test(vector.name, () => {
    if (vector.expected) {
      assert.deepStrictEqual(decodeFrame(bytesOf(vector.frame)), vector.expected);
    } else if (vector.error !== "BadMac") {
      assert.throws(() => decodeFrame(bytesOf(vector.frame)), { message: vector.error });
      assert.deepStrictEqual(decodeUplink({ bytes: bytesOf(vector.frame), fPort: 66 }).errors, [vector.error]);
    } else {
      // Only who holds the key can refuse these; here they must merely not throw.
      assert.ok(decodeUplink({ bytes: bytesOf(vector.frame), fPort: 66 }).errors.length <= 1);
    }
  });
}

test("every cut of a frame is an error and no data", () => {
  const frame = named("twenty-four samples");
  for (let length = 0; length < frame.length; length++) {
    const result = decodeUplink({ bytes: frame.slice(0, length), fPort: 66 });
    if (length < frame.length - 8) assert.equal(result.errors.length, 1, "length " + length);
    if (result.errors.length > 0) assert.deepStrictEqual(result.data, {});
  }
});

test("another port carries no frame", () => {
  const result = decodeUplink({ bytes: named("two samples"), fPort: 1 });
  assert.match(result.errors[0], /fPort 1 /);
});

test("without a layout channels are numbered and raw", () => {
  const { data, errors, warnings } = uplink("six channels, one sample");
  assert.deepStrictEqual([errors, warnings, data.authenticated], [[], [], false]);
  assert.equal(data.samples[0].channel1, 2410);
  assert.equal(data.samples[0].channel4, -3);
});

const SIX = "0003" + "19" + "06" + "010a0104" + "011e0105" + "013c0106" + "020a00" + "021e00" + "023c00";

test("a layout gives names, depths and degrees below zero", () => {
  const { data, warnings } = uplink("-55 °C, so that values are wide", { layout: SIX });
  assert.deepStrictEqual(warnings, []);
  assert.equal(data.samples[0].soil_moisture_counts_10cm, 2410);
  assert.equal(data.samples[0].soil_temperature_celsius_10cm, -55);
  assert.equal(data.samples[0].soil_temperature_celsius_30cm, 5);
});

test("a fault is null and named", () => {
  const { data, warnings } = uplink("the other faults, a reserved one, a value", { layout: SIX });
  assert.equal(data.samples[0].soil_moisture_counts_10cm, null);
  assert.equal(data.samples[0].soil_temperature_celsius_60cm, 131 / 16);
  assert.deepStrictEqual(warnings.map((text) => text.split(" ").pop()), ["frozen", "checksum", "not_ready", "unpowered", "fault_15"]);
});

test("a layout that does not fit the frame is said and not used", () => {
  for (const layout of [SIX.replace("0003", "0004"), "0003190101" + "0a0104", "zz", "00031901", "000319010a0a0104"]) {
    const { data, warnings } = uplink("six channels, one sample", { layout });
    assert.equal(warnings.length, 1, layout);
    assert.equal(data.samples[0].channel1, 2410);
  }
});

test("two channels of one name keep both values", () => {
  const twice = "0003" + "19" + "06" + "010a0104".repeat(3) + "020a00".repeat(3);
  const { data } = uplink("six channels, one sample", { layout: twice });
  assert.equal(data.samples[0].soil_moisture_counts_10cm, 2410);
  assert.equal(data.samples[0].soil_moisture_counts_10cm_3, 2205);
});

test("times count back from the sending, the node is named as elsewhere", () => {
  const { data } = uplink("eight samples");
  assert.equal(data.samples[7].secondsBeforeSending, 3);
  assert.equal(data.samples[0].secondsBeforeSending, 7 * 900 + 3);
  assert.equal(uplink("node named in the frame").data.node, "fedcba98");
});
