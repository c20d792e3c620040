// Each class has a server and a browser of its own; two at a time would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
