namespace TestFrameworkShared;

/// <summary>Thrown by an assertion that does not hold.</summary>
public class AssertFailedException(string msg) : Exception(msg);
