// SPDX-License-Identifier: MIT
// TagPanel: adds, removes or replaces tags of the selected machines, and says what that means
// before it is staged.
#pragma once

#include "base/error.h"
#include "desktop/estate/estate_words.h"
#include "desktop/inventory/tag_edit.h"

#include <QFrame>
#include <QStringList>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace bulkhead::desktop {

class ChipFlow;
class ConsequenceView;
class Document;
class ValueList;

/// Below the inventory. Nothing is staged before the person says so. GUI thread.
class TagPanel final : public QFrame {
    Q_OBJECT

public:
    /// `document` outlives the panel.
    explicit TagPanel(Document& document, QWidget* parent = nullptr);
    ~TagPanel() override;

    /// The machines that it is about; an open panel follows the selection.
    void setMachines(const QStringList& machineIds);
    void openPanel();
    void closePanel();
    [[nodiscard]] ConsequenceView& consequences() const { return *m_consequences; }

Q_SIGNALS:
    void closed();
    void failed(const bulkhead::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeHeader();
    void makeForm();
    void makeField();
    void refresh();
    void showPresent();
    void ask();
    void stage();
    [[nodiscard]] TagMode mode() const;
    [[nodiscard]] std::vector<model::Tag> tags() const;
    [[nodiscard]] TagPlan plan() const;

    Document& m_document;
    QStringList m_machines;
    std::shared_ptr<const EstateWords> m_words;
    QVBoxLayout* m_layout;
    QLabel* m_title;
    QVBoxLayout* m_present;
    ChipFlow* m_chips = nullptr;
    QComboBox* m_mode;
    QVBoxLayout* m_fieldPlace;
    ValueList* m_tags = nullptr;
    QPushButton* m_stage;
    ConsequenceView* m_consequences;
};

} // namespace bulkhead::desktop
