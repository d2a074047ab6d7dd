/** Sentences for the codes of doubles and removals. */
export const doublesCodesVi: Record<string, string> = {
  pair_changed: 'Một trong hai bản ghi vừa được sửa hoặc đã ra khỏi danh sách, nên chưa làm gì cả. Xem lại cặp này rồi quyết định.',
  person_not_listed: 'Người này không còn trong danh sách. Tải lại trang để xem tình trạng mới nhất.',
  removal_proposed: 'Đã có người đề nghị đưa người này ra khỏi danh sách. Mở mục “Đưa ra khỏi danh sách” để xem.',
  removal_changed: 'Có điều cần lưu ý về người này mà màn hình chưa hiện. Tải lại trang, xem kỹ rồi làm lại.',
  second_person_needed: 'Việc này cần người thứ hai xác nhận. Nhờ một cán bộ khác mở và xác nhận giúp.'
};
