using System.CommandLine;
using System.Globalization;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Commands;

/// <summary>The commands <c>conversation hold|release|show</c>: legal hold, which keeps a conversation past its time. They work while the server runs.</summary>
internal static class ConversationCommands
{
    /// <summary>Makes the commands.</summary>
    /// <param name="open">Opens the holds over the host's store.</param>
    public static Command Create(Func<ConversationHolds> open)
    {
        var reason = new Option<string>("--reason") { Description = $"Why, for those who read the log later; at most {ConversationHolds.ReasonCharsMax} characters.", Required = true };
        reason.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>() is not { } text || text.Trim().Length is 0 or > ConversationHolds.ReasonCharsMax)
            {
                given.AddError($"--reason needs 1 to {ConversationHolds.ReasonCharsMax} characters.");
            }
        });
        var hold = Named("hold", "Keep a conversation past its time, until it is released.", async (id, parsed, cancel) =>
            await open().HoldAsync(id, parsed.GetRequiredValue(reason).Trim(), cancel) ? $"{id} is on hold." : null);
        hold.Options.Add(reason);
        return new Command("conversation", "Legal hold of conversations.")
        {
            hold,
            Named("release", "End the hold of a conversation.", async (id, _, cancel) => await open().ReleaseAsync(id, cancel) ? $"{id} is released." : null),
            Named("show", "Say where a conversation stands, without its words.", async (id, _, cancel) => await open().ReadAsync(id, cancel) is { } state ? Shown(state) : null),
        };
    }

    private static Command Named(string verb, string description, Func<string, ParseResult, CancellationToken, Task<string?>> act)
    {
        var id = new Argument<string>("id") { Description = "The conversation's id." };
        var command = new Command(verb, description) { id };
        command.SetAction(async (parsed, cancel) =>
        {
            var (named, console) = (parsed.GetRequiredValue(id), parsed.InvocationConfiguration);
            try
            {
                if (await act(named, parsed, cancel) is { } said)
                {
                    await console.Output.WriteLineAsync(said);
                    return 0;
                }

                await console.Error.WriteLineAsync($"There is no conversation {named}. It never began, or it was removed when its time was over.");
                return 1;
            }
            catch (LogUnavailableException unknown)
            {
                await console.Error.WriteLineAsync(unknown.Message);
                return 1;
            }
        });
        return command;
    }

    private static string Shown(HoldState state)
    {
        var head = state.Head;
        var lines = new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{head.ConversationId}: {head.Seq} entries, the last {head.At:yyyy-MM-dd HH:mm:ss} UTC"),
            $"holder: {head.Holder.Kind.ToString().ToLowerInvariant()}{(head.TurnSeq is null ? "" : ", a turn is open")}",
            state.Since is { } since ? string.Create(CultureInfo.InvariantCulture, $"on hold since {since:yyyy-MM-dd HH:mm:ss} UTC: {state.Reason}") : "not on hold",
        };
        return string.Join(Environment.NewLine, lines);
    }
}
