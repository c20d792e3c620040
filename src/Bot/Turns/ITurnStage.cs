namespace Cardline.Bot.Turns;

/// <summary>One step of the turn. It reads what came before and returns a copy with what it adds; it writes nothing anywhere.</summary>
internal interface ITurnStage
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="OperationCanceledException">The server stops; the turn is resumed at the next start.</exception>
    ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel);
}
