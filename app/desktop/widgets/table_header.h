// SPDX-License-Identifier: MIT
// TableHeader: a flat column header that remembers width, order and visibility of its columns.
#pragma once

#include <QHeaderView>

class QAction;

namespace bulkhead::desktop {

class TableHeader final : public QHeaderView {
    Q_OBJECT

public:
    /// `place` names the table in the settings, e.g. "firewall".
    explicit TableHeader(QString place, QWidget* parent = nullptr);

    /// Applies the widths (device-independent pixels, one a column, negative: hidden) unless the
    /// person has left a layout behind.
    void setDefaultWidths(const QList<int>& widths);
    /// These columns share the room that is left or missing, until the person resizes one.
    void setFlexible(const QList<int>& columns) { m_flexible = columns; }
    /// Fits the flexible columns to a view of this width.
    void fit(int width);
    /// Forgets the person's layout.
    void resetLayout();
    void saveLayout() const;
    /// A checkable action a column, for menus. They belong to this header.
    [[nodiscard]] QList<QAction*> columnActions() const { return m_actions; }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    [[nodiscard]] QSize sizeHint() const override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void applyDefaults();
    void followZoom();
    void makeActions();
    void showColumn(int section, bool shown);
    [[nodiscard]] QString settingsKey() const;

    QString m_place;
    QList<int> m_defaults;
    QList<int> m_flexible;
    bool m_isOwn = false; ///< the person has made this layout
    bool m_applying = false;
    int m_zoom = 100; ///< that the present widths were made for
    QList<QAction*> m_actions;
};

} // namespace bulkhead::desktop
