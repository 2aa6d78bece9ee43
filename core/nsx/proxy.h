// SPDX-License-Identifier: MIT
// The proxy that the environment asks for, if any.
#pragma once

#include "base/result.h"

#include <QNetworkProxy>
#include <QProcessEnvironment>

namespace bulkhead::nsx {

/// Reads HTTPS_PROXY and ALL_PROXY (small letters win, as with curl), unless NO_PROXY names the
/// host: a name with its subdomains, an address, a prefix, or `*`. Loopback never goes through a
/// proxy. Desktop settings and automatic configuration are not looked at: a firewall tool must not
/// send its password through a proxy that nobody named. A proxy that cannot be used is an error of
/// the configuration, never silently left out.
[[nodiscard]] Result<QNetworkProxy> proxyFor(const QString& host,
                                             const QProcessEnvironment& environment);

} // namespace bulkhead::nsx
