using System.Globalization;
using AnSinh.Payroll.DrawUps;
using Quartz;

namespace AnSinh.Worker;

/// <summary>One task of a draw-up as the scheduler hands it out: at least once, now and then twice. What may be written is decided by the task's own lease.</summary>
public sealed class TaskJob : IJob
{
    internal const string NodeKey = "node";
    private const string RunKey = "run";
    private const string TaskKey = "task";

    internal static JobKey KeyOf(string runId, int task) => new(string.Create(CultureInfo.InvariantCulture, $"{task}"), runId);

    internal static IJobDetail Of(string runId, int task) => JobBuilder.Create<TaskJob>()
        .WithIdentity(KeyOf(runId, task))
        .RequestRecovery()
        .UsingJobData(RunKey, runId)
        .UsingJobData(TaskKey, task.ToString(CultureInfo.InvariantCulture))
        .Build();

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var node = (WorkerNode)context.Scheduler.Context[NodeKey]!;
        var data = context.MergedJobDataMap;
        var task = int.Parse(data.GetString(TaskKey)!, CultureInfo.InvariantCulture);
        // The scheduler says so when the worker that had it has not checked in: then its lease need not run out.
        await Task.Run(() => node.Execute(data.GetString(RunKey)!, task, context.Recovering), CancellationToken.None);
    }
}
