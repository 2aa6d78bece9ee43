// SPDX-License-Identifier: MIT
// ConsequenceView: what tags that are about to be staged mean: groups entered and left, typos.
#pragma once

#include "desktop/estate/estate_words.h"
#include "desktop/estate/newest_answer.h"
#include "desktop/inventory/tag_edit.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;

namespace bulkhead::desktop {

/// Worked out on the thread pool; only the newest question is answered. GUI thread.
class ConsequenceView final : public QWidget {
    Q_OBJECT

public:
    explicit ConsequenceView(QWidget* parent = nullptr);

    /// An empty plan shows nothing.
    void ask(const snapshot::SnapshotPointer& snapshot, const TagPlan& plan,
             const std::shared_ptr<const EstateWords>& words);
    /// Empty while it is worked out.
    [[nodiscard]] const std::optional<TagConsequences>& answer() const { return m_answer; }

Q_SIGNALS:
    void answered();

private:
    void show();

    QLabel* m_typos;
    QLabel* m_groups;
    std::optional<TagConsequences> m_answer;
    NewestAnswer<TagConsequences> m_newest;
};

} // namespace bulkhead::desktop
