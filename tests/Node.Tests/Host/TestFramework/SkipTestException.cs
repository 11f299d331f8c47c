namespace nanoFramework.TestFramework;

/// <summary>Thrown by a test that cannot run here.</summary>
public class SkipTestException(string message, Exception? innerException = null) : Exception(message, innerException);
