// SPDX-License-Identifier: MIT
// Inspector: the panel that says everything about the object that is selected.
#pragma once

#include "desktop/widgets/chip.h"

#include <QFrame>
#include <QJsonObject>

#include <functional>
#include <optional>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QToolButton;

namespace bulkhead::desktop {

class IconLabel;

/// What an object's panel shows: a header, then sections of fields. Built anew for each object by
/// whoever knows that object; texts that go in are clean.
class Inspector final : public QFrame {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    /// Starts over. `kind` is a small word above the title, e.g. "Rule".
    void begin(const QString& icon, const QString& kind, const QString& title);
    /// What is described: keyboard focus, unfinished typing and scroll stay while it is the same.
    void setSubject(const QString& key) { m_nextSubject = key; }
    /// A muted sentence for when nothing is selected.
    void showNothing(const QString& sentence);
    void addSection(const QString& title);
    /// A label and its value in words; skipped when the value is empty.
    void addField(const QString& label, const QString& value, Color color = Color::Text);
    void addChips(const QString& label, const ChipCell& cell);
    /// A paragraph over the whole width.
    void addParagraph(const QString& text, bool muted = false);
    /// An editor beside its label; the inspector owns it. Fields that are edited here have object
    /// names of their own: what is being typed survives that the panel is built anew.
    void addEditor(const QString& label, QWidget* editor);
    /// Chips with a button that edits them; `edit` gets the button, to stand beside.
    void addEditableChips(const QString& label, const ChipCell& cell, const QString& buttonName,
                          const std::function<void(QWidget*)>& edit);
    /// A sentence with an icon over the whole width, such as a finding.
    void addNotice(const QString& icon, Color color, const QString& sentence);
    /// A closed section with the object as the manager stores it; encoded when it is opened.
    void addRaw(std::function<QJsonObject()> encode);
    void finish();
    /// The parent for editors that are handed to addEditor.
    [[nodiscard]] QWidget* panel() const { return m_body; }

Q_SIGNALS:
    /// A chip was clicked.
    void chipActivated(const QString& path);

private:
    void showRaw(const std::function<QJsonObject()>& encode, QPlainTextEdit* editor) const;
    /// What a person is typing in a field of the panel.
    struct Typing {
        QString field;
        std::optional<QString> text; ///< not taken yet
        int cursor = 0;
    };
    [[nodiscard]] std::optional<Typing> typing() const;
    void goOn(const Typing& typing);
    [[nodiscard]] QWidget* makeChips(const QString& label, const ChipCell& cell);
    [[nodiscard]] QLabel* makeLabel(const QString& text, const char* role) const;

    QFrame* m_header = nullptr;
    IconLabel* m_icon;
    QLabel* m_kind;
    QLabel* m_title;
    QScrollArea* m_scroll;
    QWidget* m_holder = nullptr;
    QWidget* m_body = nullptr; ///< being built, and shown once it is finished
    QWidget* m_shown = nullptr;
    QGridLayout* m_grid = nullptr;
    QString m_subject;
    QString m_nextSubject;
    int m_row = 0;
};

} // namespace bulkhead::desktop
