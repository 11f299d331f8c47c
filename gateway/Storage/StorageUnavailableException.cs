namespace Jena.SensorNode.Gateway.Storage;

/// <summary>Nothing was written: the disk is full, read-only or broken. The writer goes on trying by itself.</summary>
internal sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
