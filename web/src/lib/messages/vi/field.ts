/** Words of the field screens. Keys begin with `field.`. */
export const field = {
  'field.home.title': 'Buổi lưu động',
  'field.home.empty': 'Máy này chưa mang theo buổi nào',
  'field.stop.title': 'Buổi tại thôn',
  'field.people.title': 'Tìm người',
  'field.person.title': 'Thông tin người dân',
  'field.household.title': 'Hộ gia đình',
  'field.dossier.new.title': 'Tiếp nhận hồ sơ',
  'field.outbox.title': 'Việc chưa gửi',
  'field.results.title': 'Trả kết quả',
  'field.survey.title': 'Ý kiến của bà con'
} as const;
