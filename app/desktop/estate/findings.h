// SPDX-License-Identifier: MIT
// Findings: what is wrong or odd about the staged edits, looked at once for everybody who shows it.
#pragma once

#include "change/finding.h"
#include "desktop/estate/newest_answer.h"
#include "desktop/theme/tokens.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

class Document;

/// One a document; GUI thread. Computed on the thread pool after every edit; what was found about
/// an older state is dropped.
class Findings final : public QObject {
    Q_OBJECT

public:
    /// `document` owns it and outlives it.
    explicit Findings(Document& document);

    /// Of what is staged now, as far as it has been looked at; the worst first.
    [[nodiscard]] const std::vector<change::Finding>& all() const { return m_all; }
    /// Those about one object, the worst first. O(1) apart from the copies.
    [[nodiscard]] std::vector<change::Finding> of(const QString& path) const;
    /// The one after (1) or before (-1) a field of an object, in the order of the firewall table,
    /// those about other objects last; round at the end. Empty if there are none. O(n log n).
    [[nodiscard]] std::optional<change::Finding> beside(const QString& path, const QString& field,
                                                        int step) const;

Q_SIGNALS:
    /// all() is that of what is staged now.
    void changed();

private:
    void look();
    void take(std::vector<change::Finding> found);

    Document& m_document;
    std::vector<change::Finding> m_all;
    QMultiHash<QString, std::size_t> m_byPath;
    NewestAnswer<std::vector<change::Finding>> m_newest;
};

/// The icon and colour of how bad it is; never shown without words.
struct SeverityLook {
    QString icon;
    Color color = Color::WarningText;
};
[[nodiscard]] SeverityLook lookOf(change::Severity severity);

/// The sentence and what to do about it, on one line.
[[nodiscard]] QString findingWords(const change::Finding& finding);

} // namespace bulkhead::desktop
