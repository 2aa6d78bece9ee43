// SPDX-License-Identifier: MIT
// Median, spread and a Markdown table for measurements.
#pragma once

#include <QString>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace bulkhead::bench {

struct Row {
    QString what;
    std::vector<double> milliseconds;

    [[nodiscard]] double at(double share) const {
        std::vector<double> sorted = milliseconds;
        std::sort(sorted.begin(), sorted.end());
        const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
        return sorted.at(index);
    }
    [[nodiscard]] double median() const { return at(0.5); }
};

/// Rows with their median, 10th and 90th percentile, and the median's ratio to the rows in
/// `references`.
inline void printTable(const std::vector<Row>& rows, const std::vector<std::size_t>& references) {
    std::printf("| what | median ms | p10 | p90 |");
    for (const std::size_t reference : references) {
        std::printf(" × %s |", qPrintable(rows[reference].what));
    }
    std::printf("\n|---|---:|---:|---:|");
    for (std::size_t i = 0; i < references.size(); ++i) {
        std::printf("---:|");
    }
    std::printf("\n");
    for (const Row& row : rows) {
        std::printf("| %s | %.1f | %.1f | %.1f |", qPrintable(row.what), row.median(), row.at(0.1),
                    row.at(0.9));
        for (const std::size_t reference : references) {
            std::printf(" %.2f |", row.median() / rows[reference].median());
        }
        std::printf("\n");
    }
}

} // namespace bulkhead::bench
