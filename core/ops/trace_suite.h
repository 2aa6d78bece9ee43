// SPDX-License-Identifier: MIT
// TraceSuite: a named set of flows with what shall become of each, as a file that people keep.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::ops {

enum class TraceExpectation : std::uint8_t { Delivered, Dropped };

struct SuiteFlow {
    QString name;          ///< clean, unique in the suite
    QJsonObject arguments; ///< of run_traceflow
    TraceExpectation expected = TraceExpectation::Delivered;
    QString rule; ///< id or name of the rule that shall decide; empty: any
    int line = 0; ///< in the file, from 1

    /// Whether a result of run_traceflow is as expected.
    [[nodiscard]] bool isMetBy(const QJsonObject& result) const;
};

struct TraceSuite {
    QString name;   ///< clean; may be empty
    QString target; ///< the manager that it was written for; empty: any
    std::vector<SuiteFlow> flows;
};

/// The most flows of one suite.
inline constexpr int kMostFlows = 200;

/// Reads YAML, or JSON, which is YAML:
///   name: Webshop
///   flows:
///     - {name: shop, from: web-01, to: app-01, port: 8443, expect: delivered, rule: web-to-app}
/// `from` is a machine or a segment port's path, `to` a machine or an address; protocol, port,
/// source_port, flags, from_address, to_address are as in run_traceflow. InvalidInput that says
/// "name:line: key: found …, allowed is …"; unknown and duplicate keys are refused.
[[nodiscard]] Result<TraceSuite> readTraceSuite(const QByteArray& bytes, const QString& name);

/// "DELIVERED" or "DROPPED".
[[nodiscard]] QString expectationWord(TraceExpectation expected);

} // namespace bulkhead::ops
