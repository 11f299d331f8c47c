/*
 * Decodes frames of Jena.SensorNode (FRAME.md) in ChirpStack v4 and The Things Stack: paste this file as the uplink codec.
 *
 * It does NOT check the frame's MAC: a network server has no key of the node. LoRaWAN's own integrity check stands in
 * for it here; the gateway, which gets the raw bytes as well, verifies every frame.
 *
 * variables.layout (ChirpStack: a device variable): the node's probe layout of FRAME.md 5.4 as hex, as in its node.cfg.
 * With it channels get names and units; without it they are channel1, channel2, ... in raw units.
 *
 * Plain ES5, since the JavaScript engines of network servers are old.
 */
"use strict";

var FRAME_PORT = 66;
var MAC_BYTES = 8;
var MAXIMUM_BYTES = 240;

var FAULTS = ["none", "missing", "shorted", "open", "stuck", "out_of_range", "in_air", "frozen", "checksum", "not_ready",
  "unpowered"];

/* Kinds of FRAME.md 5.4: name, raw units in one unit of the name, possible lengths of the wiring. */
var KINDS = {
  1: { name: "soil_moisture_counts", scale: 1, wiring: [1] },
  2: { name: "soil_temperature_celsius", scale: 16, wiring: [0, 8] },
  3: { name: "soil_moisture_counts", scale: 1, wiring: [2] },
  4: { name: "soil_temperature_celsius", scale: 16, wiring: [2] },
  5: { name: "air_temperature_celsius", scale: 100, wiring: [2] },
  6: { name: "air_humidity_percent", scale: 100, wiring: [2] }
};

/* Health fields of FRAME.md 4.3 in the order of their bits: a name and its width, or the widths of a prefix. */
var HEALTH = [
  [["wakeReason", 4]],
  [["radioTimeCentiseconds", 6, 10, 14]],
  [["uplinkRetries", 2, 4, 8]],
  [["journalDepth", 6, 10, 14]],
  [["resets", 3, 6, 12]],
  [["samplesLost", 3, 10, 18]],
  [["settingsVersion", 4, 8, 16]],
  [["settingsRefusedReason", 4], ["settingsRefusedVersion", 4, 8, 16]],
  [["firmware", 16]],
  [["awakeTimeCentiseconds", 6, 10, 14]],
  [["freeHeapKibibytes", 5, 7, 10]],
  [["selfTest", 8]]
];

/* Numbers are built by arithmetic: bit operators of JavaScript would make 2^31 negative. */
function BitReader(bytes, end) {
  var position = 0;
  this.remaining = function () { return end * 8 - position; };
  this.bits = function (count) {
    var value = 0;
    for (var i = 0; i < count; i++) {
      if (position >= end * 8) throw new Error("Truncated");
      value = value * 2 + ((bytes[position >> 3] >> (7 - (position & 7))) & 1);
      position++;
    }
    return value;
  };
  this.prefixed = function (a, b, c) { return this.bits([a, b, c, 32][this.bits(2)]); };
  this.rice = function (k) {
    var quotient = 0;
    while (quotient < 12 && this.bits(1) === 1) quotient++;
    return quotient === 12 ? this.bits(18) : quotient * Math.pow(2, k) + this.bits(k);
  };
  this.signedRice = function (k) {
    var value = this.rice(k);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
}

function readTimes(reader, count, last) {
  var seconds = [last];
  if (count < 2) return seconds;
  var interval = reader.prefixed(6, 10, 17);
  var k = reader.bits(4);
  for (var i = 1; i < count; i++) {
    var step = interval + reader.signedRice(k);
    if (step < 0 || step > seconds[0]) throw new Error("Malformed");
    seconds.unshift(seconds[0] - step);
  }
  return seconds;
}

function readFaults(reader, channels) {
  var faults = [];
  for (var c = 0; c < channels; c++) {
    var fault = reader.bits(1) === 1 ? reader.bits(4) : -1;
    if (fault === 0) throw new Error("Malformed");
    faults.push(fault < 0 ? 0 : fault);
  }
  return faults;
}

function clamp(value) { return Math.max(-65536, Math.min(65535, value)); }

function readValue(reader, channel, wide) {
  var value;
  if (channel.known) {
    value = clamp(channel.previous + channel.change) + reader.signedRice(channel.k);
    if (value !== clamp(value)) throw new Error("Malformed");
    if (channel.trend) channel.change = value - channel.previous;
  } else if (wide) {
    value = reader.bits(17);
    if (value > 65535) value -= 131072;
  } else {
    value = reader.bits(12) - 256;
  }
  channel.known = true;
  channel.previous = value;
  return value;
}

function readSamples(reader, header, seconds) {
  var batch = header.count > 1;
  var states = [];
  var c;
  for (c = 0; c < header.channels; c++) {
    states.push({ trend: batch && reader.bits(1) === 1, k: batch ? reader.bits(3) : 0, known: false, previous: 0, change: 0 });
  }
  var samples = [];
  for (var i = 0; i < header.count; i++) {
    var faults = [];
    if (header.hasFaults && reader.bits(1) === 1) faults = readFaults(reader, header.channels);
    var values = [];
    for (c = 0; c < header.channels; c++) {
      faults[c] = faults[c] || 0;
      values.push(faults[c] ? null : readValue(reader, states[c], header.wide));
    }
    samples.push({ counter: (header.firstSample + i) % 4294967296, seconds: seconds[i], values: values, faults: faults });
  }
  return samples;
}

function readHealth(reader) {
  var mask = reader.bits(12);
  var health = {};
  for (var bit = 0; bit < HEALTH.length; bit++) {
    if (((mask >> bit) & 1) === 0) continue;
    for (var f = 0; f < HEALTH[bit].length; f++) {
      var field = HEALTH[bit][f];
      health[field[0]] = field.length === 2 ? reader.bits(field[1]) : reader.prefixed(field[1], field[2], field[3]);
    }
  }
  return health;
}

/* The whole content of a frame in raw units; throws an Error whose message is the name of FRAME.md 4.4. */
function decodeFrame(bytes) {
  if (bytes.length > MAXIMUM_BYTES) throw new Error("TooLong");
  if (bytes.length <= MAC_BYTES) throw new Error("Truncated");
  var reader = new BitReader(bytes, bytes.length - MAC_BYTES);
  if (reader.bits(2) !== 1) throw new Error("UnsupportedVersion");
  var hasNodeId = reader.bits(1) === 1;
  var hasHealth = reader.bits(1) === 1;
  var header = { hasFaults: reader.bits(1) === 1 };
  var isBatch = reader.bits(1) === 1;
  header.wide = reader.bits(1) === 1;
  var layout = reader.bits(5);
  if (layout === 31) layout += reader.bits(8);
  var nodeId = hasNodeId ? reader.bits(32) : null;
  var boot = reader.prefixed(3, 5, 12);
  header.firstSample = reader.prefixed(10, 14, 18);
  var lastSeconds = reader.prefixed(14, 20, 27);
  var age = reader.prefixed(3, 8, 16);
  var battery = reader.bits(12);
  header.channels = reader.bits(3) + 1;
  header.count = isBatch ? reader.bits(6) : 1;
  if (isBatch && header.count === 1) throw new Error("Malformed");
  var seconds = readTimes(reader, header.count, lastSeconds);
  var samples = header.count > 0 ? readSamples(reader, header, seconds) : [];
  var health = hasHealth ? readHealth(reader) : null;
  if (reader.remaining() >= 8 || reader.bits(reader.remaining()) !== 0) throw new Error("TrailingData");
  return {
    nodeId: nodeId,
    layout: layout,
    boot: boot,
    firstSample: header.firstSample,
    lastSeconds: lastSeconds,
    ageSeconds: age,
    batteryMillivolts: battery === 0 ? null : battery + 1000,
    channels: header.channels,
    samples: samples,
    health: health
  };
}

/* Names and scales of the channels from a layout in hex; null where it is not a layout. */
function parseLayout(hex) {
  if (typeof hex !== "string" || hex.length % 2 !== 0 || !/^[0-9a-fA-F]{8,}$/.test(hex)) return null;
  var bytes = [];
  for (var i = 0; i < hex.length; i += 2) bytes.push(parseInt(hex.substring(i, i + 2), 16));
  var channels = [];
  var position = 4;
  for (var c = 0; c < bytes[3]; c++) {
    var kind = KINDS[bytes[position]];
    var depth = bytes[position + 1];
    var wiring = bytes[position + 2];
    if (!kind || kind.wiring.indexOf(wiring) < 0) return null;
    channels.push({ name: kind.name + (depth === 255 ? "" : "_" + depth + "cm"), scale: kind.scale });
    position += 3 + wiring;
  }
  return position === bytes.length && channels.length > 0 ? { id: bytes[0] * 256 + bytes[1], channels: channels } : null;
}

/* A name that is taken gets the number of its channel. */
function nameChannels(frame, layout) {
  var names = [];
  for (var c = 0; c < frame.channels; c++) {
    var channel = layout ? layout.channels[c] : { name: "channel" + (c + 1), scale: 1 };
    var taken = names.filter(function (other) { return other.name === channel.name; }).length > 0;
    names.push({ name: taken ? channel.name + "_" + (c + 1) : channel.name, scale: channel.scale });
  }
  return names;
}

function describeSample(frame, sample, names, warnings) {
  var described = {
    counter: sample.counter,
    nodeSeconds: sample.seconds,
    secondsBeforeSending: frame.lastSeconds - sample.seconds + (frame.ageSeconds % 0x80000000)
  };
  for (var c = 0; c < names.length; c++) {
    var fault = sample.faults[c];
    described[names[c].name] = fault ? null : sample.values[c] / names[c].scale;
    if (fault) warnings.push("sample " + sample.counter + ": " + names[c].name + " " + (FAULTS[fault] || "fault_" + fault));
  }
  return described;
}

/* The entry point of ChirpStack v4 and The Things Stack. A channel with a fault is null and named in the warnings. */
function decodeUplink(input) {
  if (input.fPort !== FRAME_PORT) {
    return { data: {}, warnings: [], errors: ["fPort " + input.fPort + " carries no frame, expected " + FRAME_PORT] };
  }
  var frame;
  try {
    frame = decodeFrame(input.bytes);
  } catch (error) {
    return { data: {}, warnings: [], errors: [error.message] };
  }
  var warnings = [];
  var given = input.variables && input.variables.layout;
  var layout = given ? parseLayout(given) : null;
  if (given && !layout) warnings.push("variables.layout is not a probe layout in hex, channels are numbered");
  if (layout && (layout.id !== frame.layout || layout.channels.length !== frame.channels)) {
    warnings.push("variables.layout is layout " + layout.id + ", the frame was made with " + frame.layout + ", channels are numbered");
    layout = null;
  }
  var names = nameChannels(frame, layout);
  var data = {
    authenticated: false,
    layout: frame.layout,
    boot: frame.boot,
    batteryMillivolts: frame.batteryMillivolts,
    samples: frame.samples.map(function (sample) { return describeSample(frame, sample, names, warnings); })
  };
  if (frame.nodeId !== null) data.node = ("0000000" + frame.nodeId.toString(16)).slice(-8);
  if (frame.health) data.health = frame.health;
  return { data: data, warnings: warnings, errors: [] };
}

if (typeof module !== "undefined") module.exports = { decodeUplink: decodeUplink, decodeFrame: decodeFrame };
