// SPDX-License-Identifier: MIT
// ServiceEditor: name, description and entries of one service.
#pragma once

#include "desktop/places/object_editor.h"
#include "model/service.h"

#include <QJsonArray>

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;

namespace bulkhead::desktop {

class ServiceEntryRow;

class ServiceEditor final : public ObjectEditor {
    Q_OBJECT

public:
    /// `document` outlives the editor.
    explicit ServiceEditor(Document& document, QWidget* parent = nullptr);
    ~ServiceEditor() override;

    void focusContent() override;

protected:
    [[nodiscard]] const model::ObjectHeader* headerOf(const QString& path) const override;
    [[nodiscard]] QString lockedBecause(const QString& path) const override;
    void loadContent() override;
    [[nodiscard]] bool isContentLoaded() const override;
    void stageContent() override;
    void followSnapshot() override;
    [[nodiscard]] Result<change::Step> creation(const model::ObjectHeader& header) override;
    [[nodiscard]] Result<change::Step>
    headerChange(const QString& field,
                 const std::function<void(model::ObjectHeader&)>& change) override;

private:
    void rebuild(int focus);
    void connectRow(ServiceEntryRow* row, std::size_t index);
    void addEntry();
    void changed(bool typed);
    [[nodiscard]] bool isPossible() const;
    /// The entries as they are sent: every one with an id of its own.
    [[nodiscard]] std::vector<model::ServiceEntry> entries() const;
    [[nodiscard]] QJsonArray storedEntries() const;

    QLabel* m_words;
    QScrollArea* m_scroll;
    QPushButton* m_add;
    std::vector<model::ServiceEntry> m_entries;
    std::vector<ServiceEntryRow*> m_rows;
    int m_untouched = -1; ///< an entry that was added and has not been filled: not staged yet
    QJsonArray m_loaded;  ///< the entries when the fields last agreed with the document
};

} // namespace bulkhead::desktop
