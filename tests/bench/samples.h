// SPDX-License-Identifier: MIT
// Samples: repeated measurements of one thing, said as median and spread.
#pragma once

#include <QString>

#include <algorithm>
#include <vector>

namespace bulkhead::bench {

/// Milliseconds of several runs.
class Samples final {
public:
    void add(double milliseconds) {
        m_values.insert(std::upper_bound(m_values.begin(), m_values.end(), milliseconds),
                        milliseconds);
    }
    [[nodiscard]] double quantile(double share) const {
        const auto last = static_cast<double>(m_values.size() - 1);
        return m_values.at(static_cast<std::size_t>(share * last + 0.5));
    }
    [[nodiscard]] double median() const { return quantile(0.5); }

    /// One row of a Markdown table; `reference` is the median that the ratio is taken of.
    [[nodiscard]] QString row(const QString& what, double reference) const {
        return QStringLiteral("| %1 | %2 | %3 | %4 | %5 |\n")
            .arg(what)
            .arg(median(), 0, 'f', 1)
            .arg(quantile(0), 0, 'f', 1)
            .arg(quantile(0.9), 0, 'f', 1)
            .arg(median() / reference, 0, 'f', 2);
    }
    [[nodiscard]] static QString header(const QString& reference) {
        return QStringLiteral(
                   "| what | median ms | best | 90 % | × %1 |\n|---|---:|---:|---:|---:|\n")
            .arg(reference);
    }

private:
    std::vector<double> m_values;
};

} // namespace bulkhead::bench
