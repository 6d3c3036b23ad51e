using System.Globalization;
using AnSinh.Storage;
using Npgsql;
using Quartz;

namespace AnSinh.Worker;

/// <summary>The scheduler over the database's own server, and its tables (<c>qrtz_*</c>).</summary>
public static class ClusteredScheduler
{
    private const string Name = "ansinh";

    /// <summary>Makes the tables that are absent, so that workers need not be allowed to; there is nothing to make for a file.</summary>
    public static async Task ProvisionAsync(Database database, CancellationToken stop)
    {
        if (database.IsServer)
        {
            // Under a name of its own it takes no job.
            var maker = new WorkerOptions("provision", 1, TimeSpan.FromMinutes(1));
            var scheduler = await BuildAsync(AddressOf(database, maker.Lease), maker, stop, Name + "-provision");
            await scheduler.Start(stop);
            await scheduler.Shutdown(true, stop);
        }
    }

    /// <param name="database">On a server.</param>
    /// <param name="mostIdle">A node that is paused inside a transaction of the scheduler would hold up all others: the server ends such a session after this time.</param>
    internal static string AddressOf(Database database, TimeSpan mostIdle)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ServerConnection) { ApplicationName = "ansinh-worker" };
        address.Options = string.Create(CultureInfo.InvariantCulture, $"{address.Options} -c idle_in_transaction_session_timeout={(long)mostIdle.TotalMilliseconds}").Trim();
        return address.ConnectionString;
    }

    internal static async Task<IScheduler> BuildAsync(string address, WorkerOptions options, CancellationToken stop, string name = Name) => await QuartzSchedulerBuilder.Create(quartz =>
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = name;
            scheduler.InstanceId = options.Name;
            // Otherwise a node sleeps half a minute before it looks for jobs of others.
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
        });
        quartz.UseDefaultThreadPool(options.Threads);
        quartz.UsePersistentStore(store =>
        {
            store.ConfigureStore(settings =>
            {
                settings.StoreJobDataAsStrings = true;
                settings.SchemaProvisioning = SchemaProvisioning.CreateIfMissing;
            });
            store.UsePostgres(NpgsqlFactory.Instance, address);
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = options.CheckIn;
                cluster.CheckinMisfireThreshold = options.CheckIn * 2;
            });
        });
    }).BuildScheduler(stop);
}
