using System.CommandLine;
using Cardline.Load;
using Cardline.Load.Crash;
using Cardline.Load.Faults;
using Cardline.Load.Fsync;
using Cardline.Load.Growth;
using Cardline.Load.Model;
using Cardline.Load.Sockets;
using Cardline.Load.Throughput;

var root = new RootCommand("Hurts the built server on the loopback and counts.")
{
    CrashCommand.Make(),
    FaultsCommand.Make(),
    Controls.Make(),
    FsyncCommand.Make(),
    ThroughputCommand.Make(),
    TurnCost.Make(),
    BareServer.Make(),
    SocketsCommand.Make(),
    BareEcho.Make(),
    GrowthCommand.Make(),
    ModelCommand.Make(),
    FirstAnswerCommand.Make(),
};
return await root.Parse(args).InvokeAsync();
