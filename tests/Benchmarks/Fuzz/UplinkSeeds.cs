namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Good messages of network servers and payloads of devices, made up in the form of real ones.</summary>
internal static class UplinkSeeds
{
    /// <summary>Messages.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        """
        {"deduplicationId":"9ffbc7be-916a-4597-9d64-0713a3d5e030","time":"2024-06-20T08:48:38.863512+00:00","deviceInfo":{"deviceProfileId":"37cf9cbd-e7e1-4269-8c22-b46bb5261a2a",
        "deviceProfileName":"Dragino_LSE01","deviceName":"x","devEui":"a84041ffff000001","tags":{"dev_type":"dragino_lse01"}},"devAddr":"01acdec6","fCnt":110,"fPort":2,"data":"DOUAAAVeBS0AIxA=",
        "object":{"BatV":3.301,"temp_DS18B20":"0.00","water_SOIL_f":13.74,"a":[1,{"b":null}]},"rxInfo":[{"gatewayId":"a","time":"2024-06-20T08:48:38Z","rssi":-127}]}
        """,
        """
        {"end_device_ids":{"device_id":"kiwi","dev_eui":"A84041FFFF000002","dev_addr":"260B1234"},"received_at":"2024-06-20T08:48:39.2Z","uplink_message":{"session_key_id":"AZBw9x==",
        "f_port":10,"f_cnt":7,"frm_payload":"AP8=","decoded_payload":{"soil_water_tension1":25,"ambient_light":"100"},"rx_metadata":[{"rssi":-101}],"received_at":"2024-06-20T08:48:38Z"}}
        """,
        """
        {"deviceInfo":{"devEui":"8cf9570000000001","deviceProfileName":"SenseCAP S2120"},"object":{"messages":[[{"measurementId":"4097","measurementValue":23.4},{"measurementId":4101,"measurementValue":101325}]]}}
        """,
        """
        {"applicationID":"1","deviceName":"x","devEUI":"qEBB//8AAAE=","devAddr":"Aazexg==","deviceProfileName":"Dragino_LSE01","rxInfo":[{"gatewayID":"qEBB//8fS3A=","time":"2024-06-20T08:48:38Z","timeSinceGPSEpoch":"1403034536s","rssi":-127}],
        "fCnt":110,"fPort":2,"data":"DOUAAAVeBS0AIxA=","objectJSON":"{\"water_SOIL\":\"13.74\",\"a\":[{\"b\":1}]}","tags":{},"publishedAt":"2024-06-20T08:48:39Z"}
        """,
    ];

    /// <summary>Payloads, hex.</summary>
    public static IReadOnlyList<string> Payloads { get; } =
        ["0CE50000055E052D002310", "0CE500C800C803E800C890", "7700CE00223700D7002CC064", "01755C0367DB0004CA2909057FF000", "0210d3000346be813d00000c60"];
}
