namespace Cardline.Benchmarks.Sets;

/// <summary>A data set is missing or not in the form expected; the message says which file and what was expected.</summary>
internal sealed class DataFault(string message) : Exception(message);
