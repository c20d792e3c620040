using Cardline.Handoff.Measuring;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Handoff.Desk;

/// <summary>The report of judged handoffs at the desk. It reads many logs, so one is made at a time, and the last is shown for a while.</summary>
internal sealed class HandoffReports(IServiceProvider services, TimeProvider time) : IDisposable
{
    /// <summary>How long a report is shown before it is made anew.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _making = new(1);
    private NeededReport? _last;
    private string? _lastSince;

    /// <summary>Answers with the report of the handoffs since a day.</summary>
    public async Task<IResult> ReadAsync(string? since, CancellationToken cancel)
    {
        if (ReportDay.Read(since, time) is not { } from)
        {
            return DeskProblem.BadDay;
        }

        await _making.WaitAsync(cancel);
        try
        {
            if (_last is null || _lastSince != since || time.GetUtcNow() - _last.Made > KeptFor)
            {
                _last = await NeededReport.MakeAsync(services.GetRequiredService<IHandoffRecords>(), from, time, cancel);
                _lastSince = since;
            }

            return Results.Ok(_last);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _making.Dispose();
}
