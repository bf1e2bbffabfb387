package org.yizhan.fetch;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** One request that can be broken off from another thread, while it connects as well as while its answer is read. */
final class Exchange extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1L;

    private transient volatile Cancellable work = () -> false;
    private volatile boolean cancelled;

    Exchange(String method, HttpHost host, String target) {
        super(method, host, target);
    }

    @Override
    public void setDependency(Cancellable dependency) {
        work = dependency;
        if (cancelled) {
            dependency.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        return work.cancel();
    }
}
