using System.CommandLine;
using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Converting;

var root = new RootCommand("Makes the figures of docs/answer-engine.md.")
{
    ConvertCommand.Make(),
    AccuracyCommand.Make(),
};
return await root.Parse(args).InvokeAsync();
