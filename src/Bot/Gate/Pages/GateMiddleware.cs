namespace Cardline.Bot.Gate.Pages;

/// <summary>Puts the gate's middleware in front of everything the host maps: headers first, then sockets.</summary>
internal sealed class GateMiddleware : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseWebSockets();
        next(app);
    };
}
