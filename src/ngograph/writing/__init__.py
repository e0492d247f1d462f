"""Changes from outside, made behind the gate of a build: each becomes a release of its own, or nothing.

::

    the service ── a change, its token's scopes ──► a process: base, change, shapes, derived edges, release
         └─ holds the lock of the releases               └─ no network; time and memory are bounded

The process takes what is published, makes the change, holds the whole against the rules of the content and
publishes it by the atomic switch. One that fails or is killed changes nothing that is served. The lock is
shared with it, so that nobody else writes for as long as either lives; it is the lock that a build takes, so
that any number of services and builds may stand over one folder.
"""
