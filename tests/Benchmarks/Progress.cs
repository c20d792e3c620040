namespace Cardline.Benchmarks;

/// <summary>Says where a long run is, to a person and never to a file.</summary>
internal static class Progress
{
    internal static void Show(string step)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine(step);
    }
}
