using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>Keeps every log line, and lets a test wait for the next one of an id.</summary>
internal sealed class LoggedLines<T> : ILogger<T>, IDisposable
{
    private readonly ConcurrentQueue<(int Id, string Text)> _lines = new();
    private readonly SemaphoreSlim _written = new(0);

    /// <summary>The lines of an id so far.</summary>
    public IReadOnlyList<string> Of(int id) => [.. _lines.Where(line => line.Id == id).Select(line => line.Text)];

    /// <summary>Waits until so many lines of an id were written.</summary>
    public async Task<IReadOnlyList<string>> Of(int id, int count)
    {
        while (Of(id).Count < count)
        {
            (await _written.WaitAsync(DeskHost.Ceiling)).ShouldBeTrue($"line {id} was not written; written was: {string.Join(" | ", _lines)}");
        }

        return Of(id);
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
        _written.Release();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() => _written.Dispose();
}
