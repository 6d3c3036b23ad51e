using System.Diagnostics;
using System.Diagnostics.Metrics;
using AnSinh.Payroll.DrawUps;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AnSinh.Worker;

/// <summary>
/// What a worker tells of its work by the framework's meters and activities: ids of runs, numbers of parts, counts and times; nothing of people. It is sent by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT names a
/// collector (and as the other OTEL_ variables say), with the meters of the driver of the database; where not, any listener in the process may read it.
/// </summary>
public sealed class WorkerTelemetry : IDisposable
{
    public const string Name = "AnSinh.Worker";
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly ActivitySource _activities = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _tasks;
    private readonly Counter<long> _lines;
    private readonly Histogram<long> _milliseconds;
    private readonly List<IDisposable> _exporters = [];

    /// <param name="worker">Name of the worker, told as the instance of the service.</param>
    /// <param name="waiting">Tasks that nobody holds; asked when somebody measures.</param>
    public WorkerTelemetry(string worker, Func<long> waiting)
    {
        _tasks = _meter.CreateCounter<long>("ansinh.tasks", "{task}", "Tasks gone through, by outcome");
        _lines = _meter.CreateCounter<long>("ansinh.lines", "{line}", "Lines drawn up");
        _milliseconds = _meter.CreateHistogram<long>("ansinh.task.duration", "ms", "Time a task took");
        _meter.CreateObservableGauge("ansinh.queue.waiting", waiting, "{task}", "Tasks that wait for a worker");
        if (Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 })
        {
            var resource = ResourceBuilder.CreateDefault().AddService("ansinh-worker", serviceInstanceId: worker);
            _exporters.Add(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Name, "Npgsql").AddOtlpExporter().Build());
            _exporters.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Name).AddOtlpExporter().Build());
        }
    }

    /// <summary>Around a task; null where nobody listens.</summary>
    public Activity? Begin(string runId, int task) => _activities.StartActivity("draw up part")?.SetTag("run", runId).SetTag("task", task);

    public void Done(Activity? activity, TaskEvent done)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", done.Report.Outcome.ToString());
        _tasks.Add(1, outcome);
        _lines.Add(done.Report.IsLast ? 0 : done.Report.Lines);
        _milliseconds.Record((long)done.Took.TotalMilliseconds, outcome);
        activity?.SetTag(outcome.Key, outcome.Value).SetTag("lines", done.Report.Lines);
        if (done.Report.Outcome == TaskOutcome.Failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error, done.Report.Error);
        }
    }

    public void Dispose()
    {
        foreach (var exporter in _exporters)
        {
            exporter.Dispose();
        }

        _meter.Dispose();
        _activities.Dispose();
    }
}
