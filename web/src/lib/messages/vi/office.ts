/** Words of the office screens. Keys begin with `office.`. */
export const office = {
  'office.board.title': 'Bảng theo dõi hồ sơ',
  'office.dossier.title': 'Hồ sơ',
  'office.rounds.title': 'Đợt lưu động',
  'office.people.title': 'Người dân',
  'office.queue.title': 'Chờ tôi xác nhận',
  'office.reports.title': 'Báo cáo',
  'office.attention.title': 'Cần để mắt'
} as const;
