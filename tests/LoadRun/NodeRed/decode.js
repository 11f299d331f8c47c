// The end of the function node, after the frame's own codec: one message a sample for the sink, one line a sample for the file.
var frame = decodeFrame(msg.payload);
var node_id = msg.topic.split("/")[1];
var records = frame.samples.map(function (sample) {
  return { id: node_id, seq: sample.counter, boot: frame.boot, values: sample.values, ts: Date.now() };
});
return [
  records.map(function (record) { return { payload: record, headers: { "content-type": "application/json" } }; }),
  records.map(function (record) { return { payload: JSON.stringify(record) }; })
];
