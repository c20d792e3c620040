using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Tests;

/// <summary>Keeps every log line for a test to look at.</summary>
internal sealed class CollectedLog : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<(int Id, LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
}
