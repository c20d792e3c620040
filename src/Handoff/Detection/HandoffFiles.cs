using System.Collections.Concurrent;
using Cardline.Handoff.Detection.Learned;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Detection;

/// <summary>The rules and the approved words, read from the editors' folder and taken over again when they change.</summary>
/// <remarks>A broken edit changes nothing: the last good files stay in use, and the log says where the fault is.</remarks>
internal sealed class HandoffFiles : IHandoffPolicy
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>How often a change on disk is looked for, at most.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly HandoffOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<HandoffFiles> _log;
    private readonly Lock _reading = new();
    private readonly Lock _taking = new();
    private readonly ConcurrentDictionary<(string Fact, string Lang), string> _lastValues = new();
    private volatile Loaded _loaded;
    private long _nextLook;
    private int _reads;

    public HandoffFiles(IOptions<HandoffOptions> options, TimeProvider time, ILogger<HandoffFiles> log)
    {
        (_options, _time, _log) = (options.Value, time, log);
        _loaded = Load(Stamp());
        _nextLook = time.GetTimestamp() + Ticks(LookEvery);
    }

    /// <summary>Gets what is over when the examples in use are learnt.</summary>
    public Task Learning => _loaded.Learning;

    public string Version => Current().Policy.Version;

    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => Current().Policy.AtOnce(said);

    public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => Current().Policy.Rights(said);

    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) => Current().Policy.AfterAnswer(said, outcome);

    public HandoffTexts TextsFor(string reason, string lang)
    {
        var known = Known(lang);
        if (!Current().Texts[known].Reasons.TryGetValue(reason, out var texts))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "This is not a reason to hand over.");
        }

        return new HandoffTexts(
            texts.FirstStep is null ? null : Filled(texts.FirstStep, known),
            texts.FirstStepArticle,
            Filled(texts.HandedOver, known),
            Filled(texts.NobodyOnDuty, known),
            Filled(texts.Offer, known))
        {
            RightNoted = texts.RightNoted is null ? null : Filled(texts.RightNoted, known),
            Intake = texts.Intake is null ? null : Filled(texts.Intake, known),
            IntakeNoted = texts.IntakeNoted is null ? null : Filled(texts.IntakeNoted, known),
        };
    }

    /// <summary>Gets the lines that the desk itself says.</summary>
    public SystemLines LinesFor(string lang)
    {
        var known = Known(lang);
        var lines = Current().Texts[known].System;
        return lines with
        {
            Joined = Filled(lines.Joined, known),
            Returned = Filled(lines.Returned, known),
            Closed = Filled(lines.Closed, known),
            AgentLost = Filled(lines.AgentLost, known),
        };
    }

    private static string Known(string? lang) => lang?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh-Hans" : "en";

    private Loaded Current()
    {
        if (_time.GetTimestamp() >= Volatile.Read(ref _nextLook) && _reading.TryEnter())
        {
            try
            {
                Volatile.Write(ref _nextLook, _time.GetTimestamp() + Ticks(LookEvery));
                var stamp = Stamp();
                if (stamp != _loaded.Stamp)
                {
                    Reload(stamp);
                }
            }
            finally
            {
                _reading.Exit();
            }
        }

        return _loaded;
    }

    private void Reload(string stamp)
    {
        try
        {
            var next = Load(stamp);
            Seen(stamp);
            if (next.Learning.IsCompleted)
            {
                Take(next);
                return;
            }

            // Learning takes some five seconds; messages are judged by what was known before until it is over.
            _ = next.Learning.ContinueWith(learnt => Learnt(learnt, next), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        catch (Exception broken) when (broken is HandoffFileException or IOException or UnauthorizedAccessException)
        {
            // The stamp is remembered, so that one broken edit is reported once and not every second.
            Seen(stamp);
            HandoffLog.RulesBroken(_log, broken.Message);
        }
    }

    private void Seen(string stamp)
    {
        lock (_taking)
        {
            _loaded = _loaded with { Stamp = stamp };
        }
    }

    private void Learnt(Task learning, Loaded next)
    {
        if (learning.Exception is { } failed)
        {
            HandoffLog.RulesBroken(_log, failed.GetBaseException().Message);
            return;
        }

        Take(next);
    }

    private void Take(Loaded next)
    {
        lock (_taking)
        {
            // A newer edit may have been taken while this one was learnt; a broken one keeps it from nothing.
            if (next.Number > _loaded.Number)
            {
                _loaded = next with { Stamp = _loaded.Stamp };
                HandoffLog.RulesTaken(_log, next.Policy.Version);
            }
        }
    }

    private Loaded Load(string stamp)
    {
        var rules = RuleFile.Read("handoff.yml", File.ReadAllText(RulesPath()));
        // The start does not wait for the sieve; a message that comes before it is ready does.
        _ = Task.Run(() => rules.Sieve);
        var texts = Languages.ToDictionary(
            lang => lang,
            lang => TextFile.Read($"handoff/texts.{lang}.yml", File.ReadAllText(TextsPath(lang)), name => Languages.All(l => Fact(name, l) is not null)),
            StringComparer.Ordinal);
        var lessons = Lessons.Read(_options.Path, rules.Variants);
        var learned = new Lazy<Experience?>(() => Experience.Of(lessons));
        var isKnown = lessons.AreNone || Experience.Knows(lessons);
        return new Loaded(++_reads, stamp, new HandoffPolicy(rules, lessons.Version, learned), texts, isKnown ? Task.CompletedTask : Task.Run(() => _ = learned.Value));
    }

    private string Filled(string text, string lang) =>
        TextFile.Filled(text, name => Fact(name, lang) ?? _lastValues.GetValueOrDefault((name, lang), string.Empty));

    /// <summary>The value in force; remembered, so that a line never loses its number while the facts are being edited.</summary>
    private string? Fact(string name, string lang)
    {
        var value = _options.Fact?.Invoke(name, lang);
        if (value is not null)
        {
            _lastValues[(name, lang)] = value;
        }

        return value;
    }

    private string Stamp() => string.Join(
        '|',
        new[] { RulesPath() }.Concat(Languages.Select(TextsPath)).Concat(Lessons.Files(_options.Path)).Select(path => new FileInfo(path)).Select(file => file.Exists ? FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}/{file.Length}") : "-"));

    private string RulesPath() => Path.Combine(_options.Path, "handoff.yml");

    private string TextsPath(string lang) => Path.Combine(_options.Path, "handoff", $"texts.{lang}.yml");

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    // Learning is over when the examples are learnt.
    private sealed record Loaded(int Number, string Stamp, HandoffPolicy Policy, IReadOnlyDictionary<string, TextFile> Texts, Task Learning);
}
