package org.holdfast.app

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.holdfast.HoldfastException
import org.holdfast.InternalException
import java.io.IOException

/**
 * Syncs while the app is out of sight, when Android finds it convenient: with a network, at most once in
 * [PERIOD_MILLIS]. It opens nothing: where the vault is locked there is nothing it could do, and it ends.
 */
class SyncJob : JobService() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    private var running: Job? = null

    override fun onStartJob(params: JobParameters): Boolean {
        val holdfast = application as HoldfastApplication
        running =
            scope.launch {
                val again =
                    try {
                        holdfast.syncOnce()
                        false
                    } catch (_: HoldfastException) {
                        true
                    } catch (_: InternalException) {
                        true
                    } catch (_: IOException) {
                        true
                    }
                jobFinished(params, again)
            }
        return true
    }

    /** The network went, or the phone needs its battery: what was done so far is whole. */
    override fun onStopJob(params: JobParameters): Boolean {
        running?.cancel()
        return true
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    companion object {
        /** Its number among this app's jobs. */
        const val ID = 1

        /** How often at most. */
        const val PERIOD_MILLIS = 60L * 60 * 1000

        private const val FIRST_WAIT_MILLIS = 30_000L

        /** Asks Android for it; once is enough, and it outlives a restart of the phone. */
        fun schedule(context: Context) {
            val jobs = checkNotNull(context.getSystemService(JobScheduler::class.java)) { "every Android has one" }
            if (jobs.getPendingJob(ID) != null) return
            val job =
                JobInfo
                    .Builder(ID, ComponentName(context, SyncJob::class.java))
                    .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                    .setPeriodic(PERIOD_MILLIS)
                    .setPersisted(true)
                    .setBackoffCriteria(FIRST_WAIT_MILLIS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
                    .build()
            jobs.schedule(job)
        }
    }
}
