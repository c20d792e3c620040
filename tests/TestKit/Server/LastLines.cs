namespace Cardline.TestKit.Server;

/// <summary>The last lines of an output; older ones are dropped. Safe for any number of callers.</summary>
public sealed class LastLines
{
    /// <summary>Most lines kept.</summary>
    public const int LinesMax = 400;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    /// <summary>Adds one line; null is the end of the output and is left out.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesMax)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
