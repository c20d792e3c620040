using System.CommandLine;
using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Detection;
using Cardline.Benchmarks.Fitting;
using Cardline.Benchmarks.Live;
using Cardline.Benchmarks.Scale;
using Cardline.Benchmarks.Speed;
using Cardline.Benchmarks.Variants;
using Cardline.Benchmarks.Vectors;

var root = new RootCommand("Makes the figures of docs/answer-engine.md.")
{
    ConvertCommand.Make(),
    AccuracyCommand.Make(),
    FitCommand.Make(),
    ScaleCommand.Make(),
    SpeedCommand.Make(),
    JudgingCommand.Make(),
    SentencesCommand.Make(),
    DetectionCommand.Make(),
    LiveCommand.Make(),
    VariantsCommand.Make(),
    SlipsCommand.Make(),
    VectorsCommand.Make(),
};
return await root.Parse(args).InvokeAsync();
